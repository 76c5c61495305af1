import { type ProfileIntent, type ProfilePanelState } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { emptyView, progressView, updateProgress } from '../shared/panelStates';
import { tabSet } from '../shared/tabs';
import { t } from '../shared/translate';
import { alertBox, alertsWaiting, type AlertMemory } from './alertBox';
import { cleaningBar } from './cleaningBar';
import { createColumnsTab } from './columnsTab';
import { pageHeader, targetSuggestion } from './header';
import { lineageLine } from './lineageLine';
import { missingTab } from './missingTab';
import { updatePair } from './pairSection';
import { relationsTab } from './relationsTab';
import { type ShownProfile } from './shownProfile';
import { testsTab } from './testsTab';

/** A page that was there for so long before it was whole was probably being read. */
const readingMs = 1500;

/** The page of a profile, whole or in part. It takes in what has changed and leaves the rest as it stands. */
export interface ProfilePage {
  readonly element: HTMLElement;
  show(state: ProfilePanelState, shown: ShownProfile): void;
  progress(message: string, fraction: number | null): void;
  select(tab: string): void;
}

export function createProfilePage(
  first: ProfilePanelState,
  firstShown: ShownProfile,
  port: PanelPort<ProfileIntent>,
): ProfilePage {
  let state = first;
  let shown = firstShown;
  const openedAt = performance.now();
  const alertMemory: AlertMemory = {
    wasRead: false,
    filter: { search: '', severities: [] },
    openGroups: new Set(),
  };
  const slots = {
    busy: slot('busy-slot'),
    header: slot(),
    lineage: slot(),
    suggestion: slot('suggestion-slot'),
    alerts: slot(),
    cleaning: slot('cleaning-slot'),
  };
  const columns = createColumnsTab(port);
  const recalled = port.recalled['tab'];
  const tabs = tabSet(
    t('Parts of the profile'),
    [
      { id: 'columns', label: t('Columns'), content: () => columns.element },
      {
        id: 'relations',
        label: t('Relations'),
        content: whole(() => relationsTab(state, shown.profile, port)),
      },
      { id: 'missing', label: t('Missing'), content: whole(() => missingTab(shown.profile, port)) },
      {
        id: 'tests',
        label: t('Tests'),
        content: whole(() => testsTab(state, shown.profile, port)),
      },
    ],
    typeof recalled === 'string' ? recalled : 'columns',
    (id) => {
      port.remember('tab', id);
      requestDrawing();
    },
  );

  /** Everything but the columns needs the whole profile. */
  function whole(content: () => HTMLElement): () => HTMLElement {
    return () =>
      shown.stage === 'complete'
        ? content()
        : emptyView(t('This part is there once every row is counted.'));
  }

  function show(next: ProfilePanelState, nextShown: ShownProfile, all: boolean): void {
    const before = state;
    const isNew = all || nextShown.profile !== shown.profile;
    if (shown.stage !== 'complete' && nextShown.stage === 'complete') {
      alertMemory.wasRead = performance.now() - openedAt > readingMs;
    }
    const changed = (...names: readonly (keyof ProfilePanelState)[]): boolean =>
      isNew || names.some((name) => before[name] !== next[name]);
    state = next;
    shown = nextShown;
    const { profile, stage } = shown;
    const listTop = columns.top();
    showBusy();
    if (changed('target', 'trusted', 'profile'))
      slots.header.replaceChildren(pageHeader(state, shown, port));
    if (isNew) fill(slots.lineage, lineageLine(profile.dataset.lineage));
    if (changed('suggestedTargets', 'target')) {
      const names = state.target === null ? state.suggestedTargets : [];
      fill(slots.suggestion, targetSuggestion(names, port));
    }
    if (changed('dismissedAlerts')) {
      fill(
        slots.alerts,
        stage === 'complete'
          ? alertBox(profile, state.dismissedAlerts, alertMemory, port)
          : alertsWaiting(),
      );
    }
    if (changed('cleaning')) fill(slots.cleaning, cleaningBar(state.cleaning, port));
    if (changed('tests')) columns.show(shown, state.tests);
    if (all) {
      tabs.count('columns', formatCount(profile.columns.length));
      tabs.count('missing', incompleteColumns());
    } else if (isNew) {
      tabs.renew('relations');
      tabs.renew('missing');
      tabs.count('missing', incompleteColumns());
    } else if (changed('pair') && !updatePair(state.pair)) {
      tabs.renew('relations');
    }
    if (!all && changed('tests')) tabs.renew('tests');
    // What grows above the list must not move what a person is reading.
    if (!all && window.scrollY > 0) window.scrollBy({ top: columns.top() - listTop });
    requestDrawing();
  }

  function incompleteColumns(): string | undefined {
    if (shown.stage !== 'complete') return undefined;
    return formatCount(shown.profile.missing.byColumn.filter(({ count }) => count > 0).length);
  }

  /** A line of progress above a page that is not whole yet, or is being made anew. */
  function showBusy(): void {
    const { profile } = state;
    const isBusy = profile.state === 'waiting';
    element.setAttribute('aria-busy', String(isBusy));
    element.classList.toggle('outdated', isBusy && shown.stage === 'complete');
    if (!isBusy) slots.busy.replaceChildren();
    else if (slots.busy.childElementCount === 0) {
      slots.busy.append(progressView(profile.message, profile.fraction));
    }
  }

  const element = html(
    'main',
    { class: 'profile' },
    slots.busy,
    slots.header,
    slots.lineage,
    slots.suggestion,
    slots.alerts,
    tabs.element,
    slots.cleaning,
  );
  show(first, firstShown, true);
  return {
    element,
    show: (next, nextShown) => show(next, nextShown, false),
    progress(message, fraction) {
      const line = slots.busy.querySelector('.progress');
      if (line !== null) updateProgress(line, message, fraction);
    },
    select: (tab) => tabs.select(tab),
  };
}

function slot(className?: string): HTMLElement {
  return html('div', { class: className });
}

function fill(place: HTMLElement, content: HTMLElement | null): void {
  place.replaceChildren(...(content === null ? [] : [content]));
}
