namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An account (§6.16): an object of type <c>user-account</c>.</summary>
public sealed record UserAccount : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public UserAccount(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>user_id</c>; null where it is left out.</summary>
    public string? UserId => Text("user_id");

    /// <summary>The property <c>credential</c>; null where it is left out.</summary>
    public string? Credential => Text("credential");

    /// <summary>The property <c>account_login</c>; null where it is left out.</summary>
    public string? AccountLogin => Text("account_login");

    /// <summary>The property <c>account_type</c>; null where it is left out.</summary>
    public string? AccountType => Text("account_type");

    /// <summary>The property <c>display_name</c>; null where it is left out.</summary>
    public string? DisplayName => Text("display_name");

    /// <summary>The property <c>is_service_account</c>; null where it is left out.</summary>
    public bool? IsServiceAccount => Flag("is_service_account");

    /// <summary>The property <c>is_privileged</c>; null where it is left out.</summary>
    public bool? IsPrivileged => Flag("is_privileged");

    /// <summary>The property <c>can_escalate_privs</c>; null where it is left out.</summary>
    public bool? CanEscalatePrivs => Flag("can_escalate_privs");

    /// <summary>The property <c>is_disabled</c>; null where it is left out.</summary>
    public bool? IsDisabled => Flag("is_disabled");

    /// <summary>The property <c>account_created</c>; null where it is left out.</summary>
    public StixTime? AccountCreated => Time("account_created");

    /// <summary>The property <c>account_expires</c>; null where it is left out.</summary>
    public StixTime? AccountExpires => Time("account_expires");

    /// <summary>The property <c>credential_last_changed</c>; null where it is left out.</summary>
    public StixTime? CredentialLastChanged => Time("credential_last_changed");

    /// <summary>The property <c>account_first_login</c>; null where it is left out.</summary>
    public StixTime? AccountFirstLogin => Time("account_first_login");

    /// <summary>The property <c>account_last_login</c>; null where it is left out.</summary>
    public StixTime? AccountLastLogin => Time("account_last_login");
}
