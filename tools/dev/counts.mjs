// Prints "passed failed skipped" from the JSON report of vitest or Playwright; nothing when there is no report.
import { existsSync, readFileSync } from 'node:fs';

const path = process.argv[2];
if (existsSync(path)) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  if (report.stats) {
    // Playwright: a flaky test has failed once, which counts as failed.
    const { expected, unexpected, flaky, skipped } = report.stats;
    console.log(expected, unexpected + flaky + report.errors.length, skipped);
  } else {
    // vitest: a file that cannot be loaded is a failed suite without failed tests.
    const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    console.log(report.numPassedTests, report.numFailedTests + broken, report.numPendingTests + report.numTodoTests);
  }
}
