import {
  type PairView,
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { combobox } from '../shared/combobox';
import { html, type Child } from '../shared/dom';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, emptyView, progressView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { typeName } from './names';
import { pairFigure } from './pairFigures';

type Port = PanelPort<ProfileIntent>;
type PairState = ProfilePanelState['pair'];

/** The place where one pair of columns is shown. */
export interface PairSection {
  readonly element: HTMLElement;
  choose(x: string, y: string): void;
}

interface LiveSection {
  readonly body: HTMLElement;
  /** Shows two columns as chosen. */
  readonly mark: (x: string, y: string) => void;
  readonly port: Port;
  /** What had the focus when the pair was chosen; it comes back when the pair is closed. */
  opener: Element | null;
  /** True from the choice on until the pair is there: it then takes the focus. */
  awaited: boolean;
}

let live: LiveSection | undefined;

/** Two lists to choose any two columns from, and below them their picture, beginning with what the state holds. */
export function pairSection(
  { pair }: ProfilePanelState,
  profile: ProfileResult,
  port: Port,
): PairSection {
  const body = html('div', { class: 'pair-body' });
  const lists = html('div', { class: 'filter-bar' });
  const names = profile.columns.map(({ name }) => name);
  const chosen: { x: string | null; y: string | null } = { x: null, y: null };
  const own: LiveSection = {
    body,
    port,
    mark: (x, y) => {
      Object.assign(chosen, { x, y });
      showLists();
    },
    opener: null,
    awaited: false,
  };
  live = own;
  const choose = (x: string, y: string): void => {
    own.opener = document.activeElement;
    own.awaited = true;
    port.send({ type: 'showPair', x, y });
  };
  const list = (axis: 'x' | 'y', label: string): HTMLElement =>
    combobox({
      id: `pair-${axis}`,
      label,
      options: profile.columns.map(({ name, type }, index) => ({
        value: String(index),
        label: name,
        description: typeName(type),
      })),
      value: indexText(names, chosen[axis]),
      onChange: (value) => {
        chosen[axis] = names[Number(value)] ?? null;
        if (chosen.x !== null && chosen.y !== null) choose(chosen.x, chosen.y);
      },
    });
  const showLists = (): void =>
    lists.replaceChildren(
      html('span', { class: 'muted', 'aria-hidden': 'true' }, t('across')),
      list('x', t('Column across')),
      html('span', { class: 'muted', 'aria-hidden': 'true' }, t('upwards')),
      list('y', t('Column upwards')),
    );
  const element = html(
    'section',
    { class: 'pair', 'aria-labelledby': 'pair-heading' },
    html('h2', { id: 'pair-heading', tabindex: -1 }, t('Two columns against each other')),
    lists,
    body,
  );
  showLists();
  fill(own, pair);
  return { element, choose };
}

function indexText(names: readonly string[], name: string | null): string {
  return name === null || !names.includes(name) ? '' : String(names.indexOf(name));
}

/** Shows the pair where the section is on the page, without rebuilding anything else; false where it is not. */
export function updatePair(pair: PairState): boolean {
  if (live?.body.isConnected !== true) return false;
  fill(live, pair);
  requestDrawing();
  if (!live.awaited || pair === null) return true;
  if (pair.state === 'waiting') {
    live.body.scrollIntoView({ block: 'nearest' });
    return true;
  }
  live.awaited = false;
  const heading = live.body.querySelector<HTMLElement>('.pair-title');
  heading?.focus({ preventScroll: true });
  live.body.scrollIntoView({ block: 'nearest' });
  return true;
}

function fill(section: LiveSection, pair: PairState): void {
  if (pair?.state === 'ready') section.mark(pair.value.x, pair.value.y);
  section.body.replaceChildren(...pairContent(section, pair));
}

function pairContent(section: LiveSection, pair: PairState): readonly Node[] {
  if (pair === null) {
    return [
      html(
        'p',
        { class: 'muted' },
        t('Choose two columns, a cell of the map or a pair of the list to see them drawn.'),
      ),
    ];
  }
  const close = actionButton('close-pair', t('Close'), () => {
    section.port.send({ type: 'hidePair' });
    if (section.opener instanceof HTMLElement) section.opener.focus();
  });
  switch (pair.state) {
    case 'waiting':
      return [progressView(pair.message, pair.fraction), close];
    case 'failed':
      return [
        html(
          'div',
          { class: 'failure', role: 'alert' },
          html('p', { class: 'pair-title', tabindex: -1 }, pair.error.message),
          pair.error.hint === undefined ? null : html('p', { class: 'muted' }, pair.error.hint),
        ),
        close,
      ];
    case 'ready': {
      const shown = html(
        'div',
        { class: 'pair-shown' },
        pairHeader(pair.value, close),
        figure(pair.value, section.port),
      );
      shown.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') close.click();
      });
      return [shown];
    }
  }
}

function pairHeader({ x, y, n }: PairView, close: HTMLElement): HTMLElement {
  return html(
    'div',
    { class: 'pair-header' },
    html(
      'p',
      { class: 'pair-title muted', tabindex: -1 },
      t('{0} and {1}: {2} rows have both.', x, y, formatCount(n)),
    ),
    close,
  );
}

function figure(view: PairView, port: Port): Child {
  if (view.kind === 'none') return emptyView(view.reason);
  const notes = Object.values(view.reasons ?? {});
  return [pairFigure(view, port), notes.map((note) => html('p', { class: 'muted' }, note))];
}
