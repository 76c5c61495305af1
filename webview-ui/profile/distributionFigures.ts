import {
  type ColumnProfile,
  type ProfileIntent,
  type ProfileResult,
  type TargetInfo,
} from '../../src/protocol';
import { formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { boxFigure } from './boxFigure';
import { datePatterns } from './datePatterns';
import { plainHistogram } from './histogramFigures';
import { rateFigure, topFigure } from './levelFigures';
import { ownBoxFigure } from './ownBoxFigure';
import { ruledHistogram } from './ruledHistogram';
import { binsFigure, evidenceLine, wordsFigure } from './targetFigures';
import { textFigures } from './textFigures';

type Port = PanelPort<ProfileIntent>;

/** The drawings of one column: alone, or against the target. */
export function distributionFigures(
  column: ColumnProfile,
  profile: ProfileResult,
  port: Port,
): readonly HTMLElement[] {
  const target = column.role === 'target' ? null : profile.target;
  const figures: HTMLElement[] = [];
  const { numeric } = column;
  const histogram = numeric === undefined ? null : ruledHistogram(column, numeric, target, port);
  if (histogram !== null) figures.push(histogram);
  const box = numeric?.box ?? null;
  if (box !== null && column.type !== 'identifier' && column.target?.boxes === undefined)
    figures.push(ownBoxFigure(column, box, port));
  if (target !== null) figures.push(...againstTarget(column, target, port));
  if (histogram === null && column.type !== 'identifier') {
    const top = topFigure(column, target, port);
    if (top !== null) figures.unshift(top);
  }
  const lengths = column.text?.length.histogram ?? null;
  if (lengths !== null)
    figures.push(
      plainHistogram(
        column,
        t('Length of {0}', column.name),
        t('code points'),
        lengths.edges.map(formatQuantity),
        lengths.counts,
        port,
      ),
    );
  const times = column.dateTime?.histogram ?? null;
  if (times !== null)
    figures.push(
      plainHistogram(
        column,
        t('Distribution of {0}', column.name),
        '',
        times.edges.map((edge) => edge.slice(0, 10)),
        times.counts,
        port,
      ),
    );
  figures.push(...datePatterns(column, port), ...textFigures(column, port));
  const evidence = target === null ? null : evidenceLine(column);
  return evidence === null ? figures : [evidence, ...figures];
}

function againstTarget(column: ColumnProfile, target: TargetInfo, port: Port): HTMLElement[] {
  const { boxes = [], levels = [], bins = [], words = [] } = column.target ?? {};
  return [
    boxes.length > 0 ? boxFigure(column, boxes, target, port) : null,
    bins.length > 1 ? binsFigure(column, bins, target, port) : null,
    target.positive !== null && levels.length > 0 ? rateFigure(column, levels, target, port) : null,
    words.length > 0 ? wordsFigure(column, words, target, port) : null,
  ].filter((figure) => figure !== null);
}
