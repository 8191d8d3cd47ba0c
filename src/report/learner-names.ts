import type { SourceFile } from '../model/submission.ts';

/**
 * Says of exception names whether they may be shown where values must not: built into Python, usual in libraries, or written in
 * the submission's own source. A class made at run time can carry a hidden input in its name; such a name is none of these.
 */
export function learnerNames(files: readonly SourceFile[]): (name: string) => boolean {
  let words: ReadonlySet<string> | undefined;
  return (name) => {
    if (USUAL.has(name)) {
      return true;
    }
    words ??= wordsOf(files);
    return words.has(name);
  };
}

function wordsOf(files: readonly SourceFile[]): ReadonlySet<string> {
  const decoder = new TextDecoder('utf-8');
  const words = files
    .filter((file) => file.path.endsWith('.py'))
    .flatMap((file) => decoder.decode(file.content).match(/[\p{L}_][\p{L}\p{N}_]{0,80}/gu) ?? []);
  return new Set(words);
}

/** The exceptions of Python 3.13's builtins, and some of the standard library and of common packages. */
const USUAL: ReadonlySet<string> = new Set(
  `ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning
  ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError
  EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit
  IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
  MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning
  PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
  StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
  UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
  CancelledError DatabaseError FrozenInstanceError HTTPException IntegrityError InvalidOperation JSONDecodeError OperationalError
  ProgrammingError ValidationError`.split(/\s+/u),
);
