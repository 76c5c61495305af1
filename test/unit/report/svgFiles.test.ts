import { expect, test } from 'vitest';
import { confusionMatrixSvg } from '../../../src/engine/report/confusionMatrixSvg';
import { rocSvg } from '../../../src/engine/report/rocSvg';

test('class names from the data cannot break the picture', () => {
  const svg = confusionMatrixSvg({
    classes: ['<b>&"\'', 'a\u0001b'],
    counts: [
      [3, 1],
      [0, 4],
    ],
  });
  expect(svg).toContain('&lt;b&gt;&amp;&quot;&#39;');
  expect(svg).not.toContain('<b>');
  expect(svg).not.toContain('\u0001');
  expect(svg).toContain('75 %');
});

test('the ROC curve runs from the lower left to the upper right corner', () => {
  const svg = rocSvg(
    { falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 0.5, 1], thresholds: [null, 0.9, 0.1] },
    0.75,
  );
  expect(svg).toContain('points="50,336 50,186 350,36"');
  expect(svg).toContain('.750');
});
