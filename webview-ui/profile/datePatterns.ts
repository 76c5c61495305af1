import { sqlName, sqlText } from '../../src/code/literals';
import { type ColumnProfile, type ProfileIntent } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { formatExact, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { countFigure } from './countFigure';
import { detailPart, textButton } from './detailPart';

type Port = PanelPort<ProfileIntent>;

/** Rows per day of the week, hour and month. */
export function datePatterns(column: ColumnProfile, port: Port): readonly HTMLElement[] {
  const { dateTime, index, name } = column;
  if (dateTime === undefined || dateTime.min === null) return [];
  const total = dateTime.weekdays.reduce((sum, count) => sum + count, 0);
  const figure = (
    id: string,
    title: string,
    kind: string,
    names: readonly string[],
    counts: readonly number[],
  ): HTMLElement =>
    countFigure(
      { id: `${id}-${index}`, title, unit: t('rows'), kind, names, counts, total, upright: true },
      port,
    );
  return [
    figure('weekdays', t('{0} by day of the week', name), t('day'), dayNames(), dateTime.weekdays),
    ...(dateTime.hours === null
      ? []
      : [figure('hours', t('{0} by hour (UTC)', name), t('hour'), hourNames(), dateTime.hours)]),
    figure('months', t('{0} by month', name), t('month'), monthNames(), dateTime.months),
  ];
}

/** The widest stretches without a value; `null` where there are none. */
export function dateGaps({ name, dateTime }: ColumnProfile, port: Port): HTMLElement | null {
  const gaps = dateTime?.gaps ?? [];
  if (gaps.length === 0) return null;
  return detailPart(
    t('Widest gaps'),
    dataTable(
      {
        caption: t('Widest gaps of {0}', name),
        columns: [{ label: t('from') }, { label: t('to') }, { label: t('days'), numeric: true }],
        rows: gaps.map(({ from, to, days }) => [
          {
            content: textButton(readable(from), t('Show the rows with {0}', from), () =>
              port.send({ type: 'showRows', where: `${sqlName(name)} = ${sqlText(from)}` }),
            ),
            text: from,
          },
          { content: readable(to), text: to },
          { content: formatQuantity(days), text: formatExact(days) },
        ]),
      },
      'compact',
    ),
  );
}

/** Without the seconds where they are 0. */
function readable(instant: string): string {
  return instant.replace('T', ' ').replace(/(:\d\d):00$/, '$1');
}

function dayNames(): readonly string[] {
  return [t('Mon'), t('Tue'), t('Wed'), t('Thu'), t('Fri'), t('Sat'), t('Sun')];
}

function hourNames(): readonly string[] {
  return Array.from({ length: 24 }, (_, hour) => String(hour));
}

function monthNames(): readonly string[] {
  return [
    t('Jan'), t('Feb'), t('Mar'), t('Apr'), t('May'), t('Jun'),
    t('Jul'), t('Aug'), t('Sep'), t('Oct'), t('Nov'), t('Dec'),
  ]; // prettier-ignore
}
