/** Waymark as a library: read a submission and an exercise, grade one against the other, report. The only re-exports there are. */
export { findExercise } from './catalog/find-exercise.ts';
export { type ListedExercise, listExercises } from './catalog/list-exercises.ts';
export { readExercise } from './catalog/read-exercise.ts';
export { readTopics, type Topics } from './catalog/read-topics.ts';
export { suiteExercise } from './catalog/suite-exercise.ts';
export type { Container, ContainerProvider, ContainerSpec } from './engine/container.ts';
export { openDockerEngine } from './engine/docker/open-docker-engine.ts';
export type { Engine, EngineInfo } from './engine/engine.ts';
export type { EngineAddress } from './engine/engine-address.ts';
export { findEngine } from './engine/find-engine.ts';
export { type ImageStore, openImageStore } from './engine/images/image-store.ts';
export { type GradeOptions, type Grading, gradeSubmission } from './grading/grade-submission.ts';
export type { Exercise, Suite, WrongSolution } from './model/exercise.ts';
export { defaultLimits, type Limits } from './model/limits.ts';
export type { Score } from './model/points.ts';
export { noProgress, type Progress } from './model/progress.ts';
export type { RunFacts } from './model/run-facts.ts';
export type { SourceFile, Submission } from './model/submission.ts';
export type { CaseResult, CaseStatus, DeclaredCase, FeedbackLevel, Problem, SubmissionStatus, Verdict } from './model/verdict.ts';
export {
  EngineError,
  ExerciseError,
  JudgeError,
  SubmissionRefusedError,
  UsageError,
  WaymarkError,
} from './model/waymark-error.ts';
export { buildReport, type ReportParts } from './report/build-report.ts';
export { canonicalDigest, canonicalJson } from './report/canonical-json.ts';
export { renderTerminal, type TerminalOptions } from './report/render-terminal.ts';
export type { Report, ReportedCase, ReportedProblem, ReportedRun } from './report/report.ts';
export { ungradedRun, ungradedVerdict } from './report/ungraded.ts';
export { serializeReport, writeReport } from './report/write-report.ts';
export { asEntry, checkEntry } from './submission/check-entry.ts';
export { type ReadSubmissionOptions, readSubmission } from './submission/read-submission.ts';
