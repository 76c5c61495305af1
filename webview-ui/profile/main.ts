import {
  type ProfileIntent,
  type ProfilePanelMemory,
  type ProfilePanelState,
  type ProfileResult,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { required } from '../shared/dom';
import { connectPanel } from '../shared/messagePort';
import { failureView, updateProgress, waitingView } from '../shared/panelStates';
import { createProfilePage, type ProfilePage } from './profilePage';
import { partialProfile, type ShownProfile } from './shownProfile';

/** Time without scrolling after which the place is remembered. */
const restMs = 150;

connectPanel<ProfilePanelState, ProfileIntent>(
  ({ path }): ProfilePanelMemory => ({ path }),
  (port) => {
    const root = required('root');
    let known: ProfileResult | undefined;
    let partial: { of: ProfilePanelState['partial']; shown: ShownProfile } | undefined;
    let page: ProfilePage | undefined;
    let isPlaced = false;
    let shownTab: ProfilePanelState['tab'] | undefined;

    const place = (element: HTMLElement): void => {
      root.replaceChildren(element);
      requestDrawing();
    };
    const shownOf = (state: ProfilePanelState): ShownProfile | undefined => {
      if (state.profile.state === 'ready') known = state.profile.value;
      if (known !== undefined) return { stage: 'complete', profile: known };
      if (state.partial === null) return undefined;
      if (partial?.of !== state.partial) {
        partial = { of: state.partial, shown: partialProfile(state.partial) };
      }
      return partial.shown;
    };

    let resting: ReturnType<typeof setTimeout> | undefined;
    window.addEventListener(
      'scroll',
      () => {
        clearTimeout(resting);
        resting = setTimeout(() => port.remember('scroll', window.scrollY), restMs);
      },
      { passive: true },
    );

    return {
      onProgress(message, fraction) {
        page?.progress(message, fraction);
        const view = page === undefined ? document.querySelector('.progress') : null;
        if (view !== null) updateProgress(view, message, fraction);
      },
      onState(state) {
        const { profile } = state;
        if (profile.state === 'failed') {
          known = undefined;
          page = undefined;
          place(failureView(state.fileName, profile.error, port));
          return;
        }
        const shown = shownOf(state);
        if (shown === undefined) {
          page = undefined;
          const { message, fraction } = profile.state === 'waiting' ? profile : initial;
          place(waitingView(state.fileName, message, fraction, port));
          return;
        }
        if (state.tab === 'tests' && shownTab !== 'tests') port.remember('tab', 'tests');
        if (page === undefined) {
          page = createProfilePage(state, shown, port);
          place(page.element);
        } else {
          if (state.tab === 'tests' && shownTab !== 'tests') page.select('tests');
          page.show(state, shown);
        }
        shownTab = state.tab;
        if (shown.stage === 'complete' && !isPlaced) {
          isPlaced = true;
          if (window.scrollY === 0) scrollBack(port.recalled['scroll']);
        }
      },
    };
  },
);

const initial = { message: '', fraction: null } as const;

/** To where the page was when it was hidden; the list has its height after the first frame. */
function scrollBack(recalled: unknown): void {
  if (typeof recalled !== 'number' || recalled <= 0) return;
  requestAnimationFrame(() => window.scrollTo({ top: recalled }));
}
