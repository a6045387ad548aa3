using Guildhall.Server;

return await CommandLine.Run(args);
