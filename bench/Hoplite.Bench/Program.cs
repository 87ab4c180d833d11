using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Hoplite.Bench.Gate;
using Hoplite.Bench.Intelligence;
using Hoplite.Bench.Netfilter;
using Hoplite.Bench.Playbooks;
using Hoplite.Bench.Quality;
using Hoplite.Bench.Ratios;
using Hoplite.Bench.Responding;
using Hoplite.Bench.Soak;

return args switch
{
    ["ratios", .. var rest] => RatioRun.Run(rest),
    ["soak", .. var rest] => await SoakRun.RunAsync(rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 10, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 10_000),
    ["kill", .. var rest] => await KillRun.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 200),
    ["gate"] => GateLatency.Run(),
    ["netfilter"] => BlockingSpeed.Run(),
    ["respond"] => DetectionToKernel.Run(),
    ["respond-kill", .. var rest] => SuddenEnds.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 500),
    ["respond-child", var folder] => await SuddenEnds.ActAsync(folder),
    ["playbooks"] => await PlaybookOverhead.RunAsync(),
    ["intel"] => IntelligenceRun.Run(),
    ["quality"] => AlertQuality.Run(),
    ["taxii"] => await Hoplite.Bench.Intelligence.TaxiiSpeed.RunAsync(),
    ["ledger"] => RatioRun.Run(["ledger"]),
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
    Console.Error.WriteLine("usage: bench/run ratios [NAME…] | gate | netfilter | playbooks | respond | respond-kill [TIMES] | ledger | intel | quality | soak [MINUTES [RATE]] | kill [TIMES] | micro [BenchmarkDotNet arguments]");
    return 2;
}
