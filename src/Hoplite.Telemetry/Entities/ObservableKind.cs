namespace Hoplite.Telemetry.Entities;

/// <summary>What the value of a field is to somebody who looks for indicators.</summary>
public enum ObservableKind : byte
{
    /// <summary>Nothing an indicator names.</summary>
    None,

    /// <summary>The address something came from.</summary>
    SourceAddress,

    /// <summary>The address something went to.</summary>
    DestinationAddress,

    /// <summary>An address without direction.</summary>
    Address,

    /// <summary>A domain name.</summary>
    Domain,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>The path or name of a file.</summary>
    File,

    /// <summary>The path of the program that ran.</summary>
    Image,

    /// <summary>The path of the program that started it.</summary>
    ParentImage,

    /// <summary>Its command line.</summary>
    CommandLine,

    /// <summary>The command line of the program that started it.</summary>
    ParentCommandLine,

    /// <summary>The number of the process.</summary>
    ProcessId,

    /// <summary>Where it ran.</summary>
    Directory,

    /// <summary>One hash, or several as <c>MD5=..,SHA256=..</c>.</summary>
    Hash,

    /// <summary>A key of the Windows registry, or a value of one.</summary>
    RegistryKey,

    /// <summary>What was written to the registry.</summary>
    RegistryData,

    /// <summary>An account.</summary>
    User,

    /// <summary>The port something came from.</summary>
    SourcePort,

    /// <summary>The port something went to.</summary>
    DestinationPort,

    /// <summary>A network protocol.</summary>
    Protocol,

    /// <summary>Who sent a message.</summary>
    MailFrom,

    /// <summary>Who received it.</summary>
    MailTo,

    /// <summary>Its subject.</summary>
    MailSubject,
}
