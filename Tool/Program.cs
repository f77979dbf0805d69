using HmmGen.Tool;

return new HmmCommand(Console.Out, Console.Error).Invoke(args);
