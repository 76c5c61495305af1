import {
  type ClassBox,
  type ColumnProfile,
  type ProfileIntent,
  type TargetInfo,
} from '../../src/protocol';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { classColor } from './classSeries';
import { drawnBoxes, groupBoxFigure } from './groupBoxFigure';

/** A number within each class of the target, or a numeric target at each level of the column. Of a text it is the length. */
export function boxFigure(
  column: ColumnProfile,
  boxes: readonly ClassBox[],
  target: TargetInfo,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const drawn = drawnBoxes(boxes);
  const isNumber = target.task === 'regression';
  const own = column.type === 'text' ? t('Length of {0}', column.name) : column.name;
  const [value, group] = isNumber ? [target.column, column.name] : [own, target.column];
  const positive = drawn.findIndex((box) => box.class === target.positive);
  return groupBoxFigure(
    {
      id: `boxes-${column.index}`,
      title: isNumber
        ? t('{0} at each level of {1}', value, group)
        : t('{0} within each class of {1}', value, group),
      value,
      group,
      boxes: drawn,
      heightPx: Math.max(150, 70 + 44 * drawn.length),
      boxPx: 26,
      color: (theme, index) => classColor(theme, index, positive, drawn.length),
    },
    port,
  );
}
