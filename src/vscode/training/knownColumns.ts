import { l10n, ProgressLocation, window, type Uri } from 'vscode';
import path from 'node:path';
import { type ProfileResult } from '../../protocol';
import { type ProfilePanels } from '../panels/profilePanel';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';

const sampleRows = 20_000;

/**
 * A profile to choose a target from: the one on the screen, or one of a sample of the rows.
 *
 * @throws {CuvetteError} what `dataset/profile` throws; CANCELLED when the person stopped it.
 */
export async function knownColumns(
  { shell, profiles }: { readonly shell: Shell; readonly profiles: ProfilePanels },
  dataset: Uri,
): Promise<ProfileResult> {
  const file = dataset.fsPath;
  const known = profiles.known(file);
  if (known !== undefined) return known;
  const title = l10n.t('Reading {0}', path.basename(file));
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (notification, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return shell.engine.call(
        'dataset/profile',
        { dataset: datasetRequest(dataset), sample: sampleRows, ...engineSettings() },
        {
          signal: controller.signal,
          onProgress: ({ message }) => notification.report({ message }),
        },
      );
    },
  );
}
