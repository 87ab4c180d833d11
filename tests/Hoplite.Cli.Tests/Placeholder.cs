namespace Hoplite.Cli.Tests;
