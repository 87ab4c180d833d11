namespace Hoplite.Response.OpenC2;

/// <summary>The actions of the language (OpenC2 1.0 §3.3.1.1).</summary>
public enum OpenC2Action
{
    /// <summary>Look systematically.</summary>
    Scan,

    /// <summary>Find.</summary>
    Locate,

    /// <summary>Ask.</summary>
    Query,

    /// <summary>Prevent.</summary>
    Deny,

    /// <summary>Isolate.</summary>
    Contain,

    /// <summary>Permit.</summary>
    Allow,

    /// <summary>Begin.</summary>
    Start,

    /// <summary>End.</summary>
    Stop,

    /// <summary>End and begin.</summary>
    Restart,

    /// <summary>Undo a command.</summary>
    Cancel,

    /// <summary>Change a value.</summary>
    Set,

    /// <summary>Load anew.</summary>
    Update,

    /// <summary>Send elsewhere.</summary>
    Redirect,

    /// <summary>Make.</summary>
    Create,

    /// <summary>Remove.</summary>
    Delete,

    /// <summary>Run to observe.</summary>
    Detonate,

    /// <summary>Bring back.</summary>
    Restore,

    /// <summary>Duplicate.</summary>
    Copy,

    /// <summary>Find out.</summary>
    Investigate,

    /// <summary>Repair.</summary>
    Remediate,
}
