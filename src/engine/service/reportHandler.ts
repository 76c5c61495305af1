import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CuvetteError, type Service } from '../../protocol';
import { renderComparisonReport } from '../report/comparisonReport';
import { renderHtmlReport } from '../report/htmlReport';

/** Handlers of `report/*`. */
export function createReportHandler(
  productVersion: string,
): Pick<Service, 'report/write' | 'report/writeComparison'> {
  const signature = (): { productVersion: string; generatedAt: string } => ({
    productVersion,
    generatedAt: new Date().toISOString(),
  });
  return {
    'report/write': ({ output, ...documents }) =>
      writeReport(output, renderHtmlReport({ ...documents, ...signature() })),
    'report/writeComparison': ({ output, comparison }) =>
      writeReport(output, renderComparisonReport({ comparison, ...signature() })),
  };
}

async function writeReport(
  output: string,
  html: string,
): Promise<{ path: string; sizeBytes: number }> {
  try {
    await mkdir(path.dirname(output), { recursive: true });
    await writeFile(output, html);
  } catch (thrown) {
    throw writeError(output, thrown);
  }
  return { path: output, sizeBytes: Buffer.byteLength(html) };
}

function writeError(output: string, thrown: unknown): CuvetteError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return new CuvetteError('DISK_FULL', `There is no space left to write ${output}.`, {
      cause: thrown,
    });
  }
  return new CuvetteError(
    'FILE_UNWRITABLE',
    `The report ${output} could not be written: ${message}`,
    {
      hint: 'Choose another place, or check the permissions of the folder.',
      cause: thrown,
    },
  );
}
