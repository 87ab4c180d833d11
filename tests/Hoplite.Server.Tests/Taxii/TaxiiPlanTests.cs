using Hoplite.Server.Configuration;
using Hoplite.Server.Taxii;

namespace Hoplite.Server.Tests.Taxii;

public sealed class TaxiiPlanTests
{
    [Fact]
    public void A_connection_string_does_not_stand_in_the_configuration()
    {
        Assert.Null(TaxiiPlan.Postgres(new TaxiiOptions()));
        Assert.Contains("does not belong", Assert.Throws<ConfigurationException>(() => TaxiiPlan.Postgres(new TaxiiOptions { Postgres = "Host=db;Username=hoplite;Password=secret" })).Message, StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "Host=/run/postgresql;Database=hoplite\n");
        Assert.Equal("Host=/run/postgresql;Database=hoplite", TaxiiPlan.Postgres(new TaxiiOptions { Postgres = "file:" + file }));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Assert.Throws<ConfigurationException>(() => TaxiiPlan.Postgres(new TaxiiOptions { Postgres = "file:" + file }));
        }

        File.Delete(file);
    }
}
