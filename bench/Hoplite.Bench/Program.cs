using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Hoplite.Bench.Quality;
using Hoplite.Bench.Ratios;

return args switch
{
    ["ratios", .. var rest] => RatioRun.Run(rest),
    ["quality"] => AlertQuality.Run(),
    ["micro", .. var rest] => Micro(rest),
    _ => Usage(),
};

static int Micro(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(RatioRun).Assembly).Run(arguments, DefaultConfig.Instance.WithArtifactsPath(Path.GetFullPath("artifacts/benchmarks")));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: bench/run ratios [NAME…] | quality | micro [BenchmarkDotNet arguments]");
    return 2;
}
