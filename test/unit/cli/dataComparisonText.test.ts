import pc from 'picocolors';
import { expect, test } from 'vitest';
import { renderDataComparison } from '../../../src/cli/render/dataComparisonText';
import { compareDatasets } from '../../../src/engine/comparison/compareDatasets';
import { openedText } from '../../support/openedDataset';

async function textOf(reference: string, current: string): Promise<string> {
  const comparison = await compareDatasets({
    reference: await openedText(reference),
    current: await openedText(current),
  });
  return renderDataComparison(comparison, pc.createColors(false));
}

test('one row and one column are said in the singular', async () => {
  const text = await textOf('a\n1\n', 'a\n1\n');
  expect(text).toContain('1 row × 1 column ·');
  expect(text).toContain('1 current row occurs in the reference too');
});

test('without a shared column a sentence stands for the table', async () => {
  const text = await textOf('a,b\n1,2\n', 'c,d\n1,2\n');
  expect(text).toContain('The data sets have no column in common.');
  expect(text).not.toContain('distance');
});
