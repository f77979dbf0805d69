using HmmGen.Stress;

return new StressCommand().Invoke(args, StressRun.Execute);
