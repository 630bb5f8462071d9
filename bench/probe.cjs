// Loaded before the program: tells what its run took, microseconds of the processor and kilobytes.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`probe ${userCPUTime + systemCPUTime} ${maxRSS}\n`);
});
