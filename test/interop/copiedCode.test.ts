import { expect, test } from 'vitest';
import type { CodeView } from '../../src/code/codeView';
import { writeCode } from '../../src/code/writeCode';
import { codeCases, profiledCase, sourceOf, viewsOf, type CodeAnswer } from '../support/codeCases';
import { expectProfileNumbers } from '../support/codeChecks';
import { openedDataset } from '../support/openedDataset';
import { askPython, interopPython } from '../support/python';
import { rowConditions } from '../support/rowConditions';
import { temporaryFolder } from '../support/temporaryFolder';

const typed = codeCases.find(({ path }) => path === 'typed.csv')!;
const order = [
  { column: 'grade', descending: true },
  { column: 'amount', descending: false },
];

type Answers = Readonly<Record<string, CodeAnswer & { error?: string; text?: string }>>;

for (const language of ['pandas', 'polars'] as const) {
  test.skipIf(interopPython === undefined).for(codeCases)(
    `${language} code of $name gives the table, the numbers and the rows of the profile`,
    async (example) => {
      const profile = await profiledCase(example, temporaryFolder());
      const source = sourceOf(profile);
      const views = viewsOf(profile);
      const alerts = profile.alerts.filter(({ sql }) => sql !== null);
      const texts: Record<string, string> = {
        data: writeCode(language, source, { kind: 'data' }),
      };
      views.forEach((view, i) => (texts[`view ${i}`] = writeCode(language, source, view)));
      alerts.forEach((alert, i) => {
        texts[`alert ${i}`] = writeCode(language, source, { kind: 'alert', alert });
      });
      const answers = (await askPython('run_code.py', [], texts)) as Answers;
      for (const { error, text } of Object.values(answers)) expect(error, text).toBeUndefined();

      const { columns, rows } = answers['data']!;
      expect(rows).toHaveLength(profile.dataset.rows);
      expect(columns).toEqual(profile.columns.map(({ name }) => name));
      profile.columns.forEach(({ name, missing }, j) => {
        expect(rows.filter((row) => row[j] === null).length, name).toBe(missing.count);
      });
      views.forEach((view: CodeView, i) =>
        expectProfileNumbers(view, answers[`view ${i}`]!, profile),
      );
      alerts.forEach(({ message }, i) => {
        expect(answers[`alert ${i}`]!.rows.length, message).toBeGreaterThan(0);
      });
    },
  );

  test.skipIf(interopPython === undefined)(
    `${language} chooses and orders the rows that SQL does`,
    async () => {
      const folder = temporaryFolder();
      const profile = await profiledCase(typed, folder);
      const texts: Record<string, string> = {};
      for (const where of rowConditions) {
        const view = { where, sort: order };
        texts[where] = writeCode(language, sourceOf(profile), { kind: 'rows', view });
      }
      const answers = (await askPython('run_code.py', [], texts)) as Answers;
      const dataset = await openedDataset(profile.dataset.path);
      const names = dataset.columns.map(({ name, sql }) => `${sql} AS "${name}"`).join(', ');
      for (const where of rowConditions) {
        const expected = await dataset.query(
          `SELECT note FROM (SELECT rowid AS r, ${names} FROM ${dataset.relation}) ` +
            `WHERE ${where === '' ? 'true' : where} ORDER BY grade DESC NULLS LAST, amount NULLS LAST, r`,
        );
        const { error, columns, rows } = answers[where]!;
        expect(error, texts[where]).toBeUndefined();
        const note = columns.indexOf('note');
        expect(
          rows.map((row) => row[note]),
          texts[where],
        ).toEqual(expected.map((row) => row['note']));
      }
    },
  );
}
