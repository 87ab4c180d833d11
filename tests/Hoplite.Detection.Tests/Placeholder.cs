namespace Hoplite.Detection.Tests;
