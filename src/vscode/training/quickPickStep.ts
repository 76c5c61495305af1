import { QuickInputButtons, window, type QuickPickItem } from 'vscode';

/** How one step of a multi-step input ended. */
export type StepEnd<Item> =
  | { readonly end: 'chosen'; readonly items: readonly Item[] }
  | { readonly end: 'back' }
  | { readonly end: 'cancelled' };

export interface QuickPickStepSettings<Item extends QuickPickItem> {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** Items chosen at first, or the one under the cursor when only one can be chosen. */
  readonly preselected: readonly Item[];
  readonly several?: boolean;
}

/** Shows one step; the back button is there from the second step on. */
export function quickPickStep<Item extends QuickPickItem>(
  settings: QuickPickStepSettings<Item>,
): Promise<StepEnd<Item>> {
  const input = window.createQuickPick<Item>();
  input.title = settings.title;
  input.step = settings.step;
  input.totalSteps = settings.totalSteps;
  input.placeholder = settings.placeholder;
  input.items = settings.items;
  input.canSelectMany = settings.several === true;
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  if (settings.several === true) input.selectedItems = settings.preselected;
  else input.activeItems = settings.preselected;
  if (settings.step > 1) input.buttons = [QuickInputButtons.Back];
  return new Promise((resolve) => {
    let end: StepEnd<Item> = { end: 'cancelled' };
    input.onDidTriggerButton(() => {
      end = { end: 'back' };
      input.hide();
    });
    input.onDidAccept(() => {
      if (input.selectedItems.length === 0) return;
      end = { end: 'chosen', items: input.selectedItems };
      input.hide();
    });
    input.onDidHide(() => {
      input.dispose();
      resolve(end);
    });
    input.show();
  });
}
