// A module of its own, imported when it is first needed: a machine where the native package does not load can do the rest.
export {
  DatabaseSync,
  type DatabaseSyncInstance,
  type StatementSyncInstance,
} from '@photostructure/sqlite';
