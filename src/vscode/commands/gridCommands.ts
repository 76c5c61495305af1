import { chooseDataFile } from '../dataFiles';
import { type CommandTargets } from './registerCommands';

/** Opens a data file in the data grid; with a condition only the rows that meet it. */
export async function openDataGrid(
  { shell, grids }: CommandTargets,
  given: unknown,
  where: unknown,
): Promise<void> {
  const file = await chooseDataFile(shell, given);
  if (file !== undefined) await grids.show(file, typeof where === 'string' ? where : '');
}
