import type { Exercise } from '../model/exercise.ts';
import type { ImageFacts, RunFacts } from '../model/run-facts.ts';
import type { Submission } from '../model/submission.ts';
import type { FeedbackLevel, Verdict } from '../model/verdict.ts';
import { canonicalDigest } from './canonical-json.ts';
import { caps } from './caps.ts';
import { checkReport } from './check-report.ts';
import { redactCases, redactUsage, roundMs } from './redact-case.ts';
import { redactProblem } from './redact-problem.ts';
import type { Report, ReportedExercise, ReportedRun, ReportedSubmission, Tool } from './report.ts';
import { safeLine } from './text-safety.ts';
import { readTool } from './tool.ts';
import { jsonBytes, type StableReport, trimReport } from './trim-report.ts';

export interface ReportParts {
  /** Null where it could not be read. */
  readonly exercise: Exercise | null;
  /** Null where it could not be read. */
  readonly submission: Submission | null;
  readonly verdict: Verdict;
  readonly feedback: FeedbackLevel;
  readonly run: RunFacts;
  /** Default: this program. */
  readonly tool?: Tool;
}

/**
 * The report of one grading: what the feedback level allows, safe to print, within its size, with its digest, and checked against
 * `schemas/report.schema.json`.
 * @throws {ReportInvalidError} when it does not fit its schema, which is a fault of ours and never the learner's.
 */
export function buildReport(parts: ReportParts): Report {
  const { exercise, submission, verdict, feedback, run } = parts;
  const files = submission?.files ?? [];
  const stable: StableReport = trimReport({
    schemaVersion: 1,
    exercise: exercise === null ? null : reportedExercise(exercise),
    submission: submission === null ? null : reportedSubmission(submission),
    status: verdict.status,
    score: verdict.score,
    feedback,
    ...(verdict.problem === undefined ? {} : { problem: redactProblem(verdict.problem, feedback, files) }),
    tests: redactCases(verdict.cases, feedback, files),
  });
  const report: Report = {
    ...stable,
    digest: canonicalDigest(stable),
    run: reportedRun(run, redactUsage(run.tests, verdict.cases, feedback), parts.tool ?? readTool()),
  };
  checkReport(report);
  return report;
}

function reportedExercise(exercise: Exercise): ReportedExercise {
  return {
    slug: safeLine(exercise.slug, caps.name),
    title: safeLine(exercise.title, caps.title),
    version: safeLine(exercise.version, 100),
    digest: exercise.digest,
    passFraction: exercise.passFraction,
  };
}

function reportedSubmission(submission: Submission): ReportedSubmission {
  return {
    name: safeLine(submission.name, caps.path),
    digest: submission.digest,
    files: submission.files.map((file) => ({ path: safeLine(file.path, caps.path), bytes: file.content.byteLength })),
  };
}

function reportedRun(run: RunFacts, tests: ReportedRun['tests'], tool: Tool): ReportedRun {
  const { usage } = run;
  return {
    id: run.id,
    tool,
    engine: run.engine === null ? null : { name: run.engine.name, version: run.engine.version, platform: run.engine.platform },
    runtime: run.runtime,
    images: {
      judge: reportedImage(run.images.judge),
      sandbox: reportedImage(run.images.sandbox),
      ...(run.images.services === undefined ? {} : { services: run.images.services }),
    },
    attempts: run.attempts,
    limits: run.limits,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    usage: {
      wallTimeMs: roundMs(usage.wallTimeMs),
      submissionTimeMs: roundMs(usage.submissionTimeMs),
      ...(usage.cpuTimeMs === undefined ? {} : { cpuTimeMs: roundMs(usage.cpuTimeMs) }),
      ...(usage.peakMemoryBytes === undefined ? {} : { peakMemoryBytes: usage.peakMemoryBytes }),
      sandboxes: usage.sandboxes,
    },
    phases: Object.fromEntries(Object.entries(run.phases).map(([name, ms]) => [name, roundMs(ms)])),
    // Thousands of tests: their times are the first thing nobody misses.
    tests: jsonBytes(tests) > caps.runBytes ? [] : tests,
  };
}

function reportedImage(image: ImageFacts | null): ImageFacts | null {
  return image === null ? null : { reference: image.reference, id: image.id };
}
