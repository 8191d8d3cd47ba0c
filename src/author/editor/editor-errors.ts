import { ExerciseError, UsageError } from '../../model/waymark-error.ts';

/** A settings file of the author's that cannot be added to. */
export class EditorSettingsUnreadableError extends UsageError {
  readonly code = 'WAYMARK_EDITOR_SETTINGS_UNREADABLE';

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`"${file}" ${fault}.`, { ...options, next: 'Mend it, or take it away and let "waymark editor" write it anew.' });
  }
}

/** Settings that say less than the catalogue has by now. */
export class EditorSettingsStaleError extends ExerciseError {
  readonly code = 'WAYMARK_EDITOR_SETTINGS_STALE';

  constructor(files: readonly string[]) {
    super(`The editor's settings are not up to date: ${files.join(', ')}.`, { next: 'Write them with "waymark editor".' });
  }
}
