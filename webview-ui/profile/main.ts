import {
  type ProfileIntent,
  type ProfilePanelMemory,
  type ProfilePanelState,
  type ProfileResult,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html, required } from '../shared/dom';
import { formatCount } from '../shared/format';
import { connectPanel, type PanelPort } from '../shared/messagePort';
import { failureView, progressView, updateProgress, waitingView } from '../shared/panelStates';
import { tabs } from '../shared/tabs';
import { t } from '../shared/translate';
import { alertList } from './alerts';
import { columnsTab } from './columnsTab';
import { pageHeader, targetSuggestion } from './header';
import { missingTab } from './missingTab';
import { relationsTab } from './relationsTab';
import { testsTab } from './testsTab';

connectPanel<ProfilePanelState, ProfileIntent>(
  ({ path }): ProfilePanelMemory => ({ path }),
  (port) => {
    const root = required('root');
    let shown: ProfileResult | undefined;
    let askedForTests = false;
    return {
      onProgress(message, fraction) {
        const view = document.querySelector('.progress');
        if (view !== null) updateProgress(view, message, fraction);
      },
      onState(state) {
        const { profile } = state;
        if (profile.state === 'ready') {
          shown = profile.value;
          if (state.tab === 'tests' && !askedForTests) port.remember('tab', 'tests');
          askedForTests = state.tab === 'tests';
          show(root, profilePage(state, profile.value, port));
        } else if (profile.state === 'waiting' && shown !== undefined) {
          const busy = progressView(profile.message, profile.fraction);
          busy.classList.add('overlay');
          document.querySelector('.progress.overlay')?.remove();
          root.firstElementChild?.prepend(busy);
          root.firstElementChild?.setAttribute('aria-busy', 'true');
        } else if (profile.state === 'waiting') {
          show(root, waitingView(state.fileName, profile.message, profile.fraction, port));
        } else {
          shown = undefined;
          show(root, failureView(state.fileName, profile.error, port));
        }
      },
    };
  },
);

function show(root: HTMLElement, page: HTMLElement): void {
  const scrolled = window.scrollY;
  root.replaceChildren(page);
  window.scrollTo({ top: scrolled });
  requestDrawing();
}

function profilePage(
  state: ProfilePanelState,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const recalled = port.recalled['tab'];
  const incomplete = profile.missing.byColumn.filter(({ count }) => count > 0).length;
  return html(
    'main',
    { class: 'profile' },
    pageHeader(state, profile, port),
    profile.target === null ? targetSuggestion(state.suggestedTargets, port) : null,
    alertList(profile, port),
    tabs(
      t('Parts of the profile'),
      [
        {
          id: 'columns',
          label: t('Columns'),
          count: formatCount(profile.columns.length),
          content: () => columnsTab(state, profile, port),
        },
        {
          id: 'relations',
          label: t('Relations'),
          content: () => relationsTab(profile, port),
        },
        {
          id: 'missing',
          label: t('Missing'),
          count: formatCount(incomplete),
          content: () => missingTab(profile, port),
        },
        {
          id: 'tests',
          label: t('Tests'),
          content: () => testsTab(state, profile, port),
        },
      ],
      typeof recalled === 'string' ? recalled : 'columns',
      (id) => {
        port.remember('tab', id);
        requestDrawing();
      },
    ),
  );
}
