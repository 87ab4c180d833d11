namespace Hoplite.Architecture.Tests;
