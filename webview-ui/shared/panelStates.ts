import { type CommonIntent, type ErrorPayload } from '../../src/protocol';
import { html, type Child } from './dom';
import { type PanelPort } from './messagePort';
import { t } from './translate';

/** A line of progress; {@link updateProgress} moves it without rebuilding the page. */
export function progressView(message: string, fraction: number | null): HTMLElement {
  const bar = html('progress', { class: 'progress-bar', max: 1, 'aria-label': t('Progress') });
  const view = html(
    'div',
    { class: 'progress', role: 'status' },
    html('p', { class: 'progress-message' }),
    bar,
  );
  updateProgress(view, message, fraction);
  return view;
}

/** Shows how far the work is; a `null` fraction as an endless bar. */
export function updateProgress(view: Element, message: string, fraction: number | null): void {
  const text = view.querySelector('.progress-message');
  const bar = view.querySelector('progress');
  if (text !== null) text.textContent = message;
  if (fraction === null) bar?.removeAttribute('value');
  else bar?.setAttribute('value', String(fraction));
}

/** Work that has no result yet, with a way to stop it. */
export function waitingView(
  title: string,
  message: string,
  fraction: number | null,
  port: PanelPort<CommonIntent>,
): HTMLElement {
  return html(
    'main',
    { class: 'centered' },
    html('h1', {}, title),
    progressView(message, fraction),
    actionButton('cancel', t('Cancel'), () => port.send({ type: 'cancel' })),
  );
}

/** What went wrong, what to do, and how to go on. */
export function failureView(
  title: string,
  error: ErrorPayload,
  port: PanelPort<CommonIntent>,
): HTMLElement {
  const stopped = error.code === 'CANCELLED';
  return html(
    'main',
    { class: 'centered' },
    html('h1', {}, title),
    html(
      'div',
      { class: 'failure', role: stopped ? 'status' : 'alert' },
      html('p', { class: 'failure-message' }, stopped ? t('Stopped.') : error.message),
      error.hint === undefined ? null : html('p', { class: 'muted' }, error.hint),
    ),
    html(
      'div',
      { class: 'actions' },
      actionButton('retry', t('Try again'), () => port.send({ type: 'retry' }), 'primary'),
      stopped ? null : actionButton('log', t('Show log'), () => port.send({ type: 'showLog' })),
    ),
  );
}

/** A place with nothing in it, and why. */
export function emptyView(message: string, ...more: readonly Child[]): HTMLElement {
  return html('div', { class: 'empty' }, html('p', {}, message), more);
}

/** A push button in the theme's look. */
export function actionButton(
  id: string,
  label: string,
  onClick: () => void,
  look: 'primary' | 'secondary' | 'link' = 'secondary',
): HTMLButtonElement {
  return html('button', { id, type: 'button', class: `button ${look}`, onclick: onClick }, label);
}
