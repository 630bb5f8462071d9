/** Prints the closing line that CI reads: `N passed, N failed`. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const suites = results.numRuntimeErrorTestSuites;
    process.stderr.write(`\n${results.numPassedTests} passed, ${results.numFailedTests + suites} failed\n`);
  }
};
