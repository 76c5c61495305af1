import { sqlName, sqlNumber } from '../../src/code/literals';
import { type ColumnProfile, type ExtremeValue, type ProfileIntent } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { formatCount, formatExact, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { detailPart, textButton } from './detailPart';

/** The smallest and the largest values with the rows they are in; `null` for other columns than numbers. */
export function extremeValues(
  column: ColumnProfile,
  port: PanelPort<ProfileIntent>,
): HTMLElement | null {
  const { lowest, highest } = column.numeric?.extremes ?? { lowest: [], highest: [] };
  if (lowest.length === 0) return null;
  // With few values both ends meet; then one list says it all.
  const apart = lowest.at(-1)!.value < highest.at(-1)!.value;
  return detailPart(
    t('Extreme values'),
    extremeTable(column, apart ? t('Smallest') : t('Values'), lowest, port),
    apart ? extremeTable(column, t('Largest'), highest, port) : null,
  );
}

function extremeTable(
  { name }: ColumnProfile,
  label: string,
  values: readonly ExtremeValue[],
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  return dataTable(
    {
      caption: t('{0} of {1}', label, name),
      columns: [
        { label },
        { label: t('rows'), numeric: true },
        { label: t('first in row'), numeric: true },
      ],
      rows: values.map(({ value, row, count }) => [
        {
          content: textButton(
            formatQuantity(value),
            t('Show the rows with {0}', formatExact(value)),
            () => port.send({ type: 'showRows', where: `${sqlName(name)} = ${sqlNumber(value)}` }),
          ),
          text: formatExact(value),
        },
        formatCount(count),
        formatCount(row),
      ]),
    },
    'compact',
  );
}
