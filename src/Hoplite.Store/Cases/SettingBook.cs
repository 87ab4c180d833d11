namespace Hoplite.Store.Cases;

/// <summary>What was set while the platform ran and holds after a restart too: names with values.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class SettingBook(CaseDatabase database)
{
    /// <summary>The value of a setting; null when it was never set.</summary>
    public string? Find(string name) => database.Read(s => s.Scalar("SELECT value FROM settings WHERE name = @0", name)) as string;

    /// <summary>Sets it; durable when this returns.</summary>
    public void Set(string name, string value) => database.Write(s => s.Execute("INSERT INTO settings (name, value) VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET value = @1", name, value));
}
