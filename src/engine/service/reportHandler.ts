import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CuvetteError, type Service } from '../../protocol';
import { renderHtmlReport } from '../report/htmlReport';

/** Handler of `report/write`. */
export function createReportHandler(productVersion: string): Pick<Service, 'report/write'> {
  return {
    'report/write': async ({ output, ...documents }) => {
      const html = renderHtmlReport({
        ...documents,
        productVersion,
        generatedAt: new Date().toISOString(),
      });
      try {
        await mkdir(path.dirname(output), { recursive: true });
        await writeFile(output, html);
      } catch (thrown) {
        throw writeError(output, thrown);
      }
      return { path: output, sizeBytes: Buffer.byteLength(html) };
    },
  };
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
