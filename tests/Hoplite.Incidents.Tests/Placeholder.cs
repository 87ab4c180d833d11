namespace Hoplite.Incidents.Tests;
