namespace Hoplite.Telemetry.Tests;
