import { formatCount, formatRate } from '../../../format/numbers';
import type { AlertAction, ColumnProfile } from '../../../protocol';
import { alert, listed, quoted, type AlertRule, type AlertText } from './alertRule';
import { identifier, isOneOf } from './alertSql';
import type { NumberForm, TextForms } from './textForms';

/** NUMBER_AS_TEXT, DATE_AS_TEXT and MIXED_TYPES: texts (or whole numbers) that are something else. */
export const disguisedTypes: AlertRule = ({ columns, traits, thresholds }) =>
  columns.flatMap((column) => {
    const forms = traits.get(column.name)?.forms ?? null;
    if (forms === null) return [];
    const shared = {
      value: forms.matching / forms.present,
      threshold: thresholds.mixedTypes,
      thresholdName: 'mixedTypes',
    } as const;
    if (forms.matching < forms.present)
      return [
        alert('MIXED_TYPES', 'warning', [column.name], { ...mixed(column, forms), ...shared }),
      ];
    return forms.kind === 'date'
      ? [alert('DATE_AS_TEXT', 'warning', [column.name], { ...dates(column, forms), ...shared })]
      : [
          alert('NUMBER_AS_TEXT', 'warning', [column.name], {
            ...numbers(column, forms),
            ...shared,
          }),
        ];
  });

type Words = Pick<AlertText, 'message' | 'why'> & Partial<AlertText>;

const written: Readonly<Record<NumberForm, string>> = {
  plain: 'as plain digits',
  grouped: 'with separators of thousands',
  comma: 'with a decimal comma',
  currency: 'with a currency',
  percent: 'with a percent sign',
  unit: 'with a unit',
};

function numbers(column: ColumnProfile, forms: TextForms): Words {
  const { name } = column;
  const { form, examples } = forms;
  return {
    message: `${name} holds numbers written ${written[form ?? 'plain']}, such as ${listed(examples.map(quoted))}, and is read as text.`,
    why:
      form === 'unit'
        ? 'As texts they have no order and no distance. Bring them to one unit and say it in the name of the column.'
        : 'As texts they have no order and no distance: every number is a category of its own.',
    where: `${identifier(name)} IS NOT NULL`,
    actions: castable(forms) ? [castTo(column, 'number')] : [],
  };
}

function dates(column: ColumnProfile, { examples }: TextForms): Words {
  const { name, storageType } = column;
  const isNumber = storageType === 'BIGINT';
  return {
    message: `${name} holds dates such as ${listed(examples.map((text) => (isNumber ? text : quoted(text))))} and is read as ${isNumber ? 'a number' : 'text, because they are written in several ways'}.`,
    why: isNumber
      ? 'Distances between such numbers are wrong: 20240201 − 20240131 is 70, not one day.'
      : 'As texts they have no order, no weekday and no age.',
    where: `${identifier(name)} IS NOT NULL`,
    actions: isNumber
      ? [{ kind: 'setType', label: 'Treat as date', column: name, type: 'dateTime' }]
      : [castTo(column, 'dateTime')],
  };
}

const wordsOffered = 5;

function mixed(column: ColumnProfile, forms: TextForms): Words {
  const { name } = column;
  const { kind, others, otherTexts, matching, present, condition } = forms;
  const what = kind === 'date' ? 'dates' : 'numbers';
  const rest = present - matching;
  const values = others.map(({ value }) => value);
  const few = otherTexts <= wordsOffered && values.every((value) => value.length < 200);
  const treat: AlertAction = {
    kind: 'treatAsMissing',
    label: `Read ${listed(values.map(quoted))} as missing`,
    values: values.map((value) => value.trim()),
  };
  return {
    message: `${name} mixes ${what} with words: ${formatRate(matching / present)} read as ${what}, ${formatCount(rest)} ${rest === 1 ? 'does' : 'do'} not, such as ${listed(values.slice(0, 3).map(quoted))}.`,
    why: `Because of those the whole column is read as text, so that its ${what} have no order and no distance.`,
    where: few
      ? isOneOf(column, values)
      : `trim(${identifier(name)}) <> '' AND NOT ${condition.replaceAll('{v}', identifier(name))}`,
    actions: [
      ...(few ? [treat] : []),
      ...(kind === 'number' && forms.form === 'plain'
        ? [{ kind: 'setType', label: 'Treat as number', column: name, type: 'numeric' } as const]
        : []),
      ...(kind === 'date' || castable(forms)
        ? [castTo(column, kind === 'date' ? 'dateTime' : 'number')]
        : []),
    ],
  };
}

/** Whether a cast reads such numbers: a decimal point, commas between thousands, a currency or percent sign. */
function castable({ form, examples }: TextForms): boolean {
  const pointed = /^[^\d.,]*(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[^\d.,]*$/;
  return form !== 'unit' && form !== 'comma' && examples.every((text) => pointed.test(text));
}

function castTo({ name }: ColumnProfile, to: 'number' | 'dateTime'): AlertAction {
  const label = to === 'number' ? 'Cast to number' : 'Cast to date';
  return { kind: 'clean', label, step: { kind: 'cast', column: name, to } };
}
