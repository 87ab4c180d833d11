using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Wasmtime;
using Module = Wasmtime.Module;

namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>A folder of compiled modules.</summary>
/// <remarks>
/// A compiled module is machine code that is executed without being looked at again. So it is loaded only from a folder and by a key that nobody else can
/// write, and only if its authentication code (HMAC-SHA-256 over its name and itself, with the key of the folder) is right; it is checked and loaded from
/// the same copy in memory. Otherwise it is compiled again and replaced. This keeps out damage, files from elsewhere and other users; whoever can act as
/// this user can change the program itself. Who runs as root must give a folder below folders that only root can write: what others own is readable for root.
/// </remarks>
sealed class CompiledModules(string? folder)
{
    const int MacLength = HMACSHA256.HashSizeInBytes;
    const long MaxFile = 256 << 20;
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The module, and whether it had to be compiled.</summary>
    public (Module Module, bool Compiled) Get(Engine engine, string digest, Func<byte[]> wasm)
    {
        var key = OpenKey();
        if (key is null) return (Compile(engine, wasm()), true);

        var name = Name(digest);
        var path = Path.Combine(folder!, name);
        if (Load(engine, path, name, key) is { } loaded) return (loaded, false);
        var module = Compile(engine, wasm());
        Keep(path, name, key, module.Serialize());
        return (module, true);
    }

    static Module Compile(Engine engine, byte[] wasm) => Module.FromBytes(engine, "cedar", wasm);

    // A module compiled for another processor may use instructions that this one does not have.
    static string Name(string digest)
    {
        var version = typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var host = string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier} {RuntimeInformation.ProcessArchitecture} {Processor()} {version}");
        return $"cedar-{digest[..16]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host)))[..16]}.cwasm";
    }

    static string Processor() => System.Runtime.Intrinsics.X86.X86Base.IsSupported
        ? $"{Features(1)} {Features(7)}"
        : "";

    // In leaf 1 the register ebx has the number of the core that asks.
    static string Features(int leaf)
    {
        var (eax, ebx, ecx, edx) = System.Runtime.Intrinsics.X86.X86Base.CpuId(leaf, 0);
        return string.Create(CultureInfo.InvariantCulture, $"{eax:x8} {(leaf == 1 ? 0 : ebx):x8} {ecx:x8} {edx:x8}");
    }

    byte[]? OpenKey()
    {
        if (folder is null) return null;
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            if (!IsOurs(folder)) return null;
            var path = Path.Combine(folder, "cedar.key");
            if (!File.Exists(path)) Place(path, RandomNumberGenerator.GetBytes(MacLength), overwrite: false);
            return IsOurs(path) && IsPrivate(path) && new FileInfo(path).Length == MacLength ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static Module? Load(Engine engine, string path, string name, byte[] key)
    {
        try
        {
            if (!File.Exists(path) || !IsOurs(path) || new FileInfo(path).Length is <= MacLength or > MaxFile) return null;
            var file = File.ReadAllBytes(path);
            var compiled = file.AsSpan(MacLength);
            return CryptographicOperations.FixedTimeEquals(file.AsSpan(0, MacLength), Mac(key, name, compiled)) ? Module.Deserialize(engine, "cedar", compiled) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmtimeException)
        {
            // Unreadable, or made by another version or for another machine: it is compiled again.
            return null;
        }
    }

    static void Keep(string path, string name, byte[] key, byte[] compiled)
    {
        try
        {
            Place(path, [.. Mac(key, name, compiled), .. compiled], overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk only costs the time to compile at the next start.
        }
    }

    static byte[] Mac(byte[] key, string name, ReadOnlySpan<byte> compiled)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
        mac.AppendData(compiled);
        return mac.GetHashAndReset();
    }

    // Written under another name first, so that nobody ever reads half of it.
    static void Place(string path, byte[] bytes, bool overwrite)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(temporary, options)) stream.Write(bytes);
            File.Move(temporary, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            // Another process was first; its key is as good.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    static bool IsOurs(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & OthersWrite) == UnixFileMode.None;

    static bool IsPrivate(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == UnixFileMode.None;
}
