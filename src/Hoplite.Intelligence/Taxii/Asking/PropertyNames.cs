using System.Collections.Frozen;

namespace Hoplite.Intelligence.Taxii;

/// <summary>The properties that the interoperability profile of TAXII 2.1 filters on.</summary>
static class PropertyNames
{
    /// <summary>Properties of the object itself.</summary>
    public static FrozenSet<string> Top { get; } = Words("""
        account_type confidence context data_type dst_port encryption_algorithm identity_class name number opinion pattern pattern_type primary_motivation region relationship_type
        resource_level result revoked src_port sophistication subject value aliases architecture_execution_envs capabilities extension_types implementation_languages indicator_types
        infrastructure_types labels malware_types personal_motivations report_types roles secondary_motivations sectors threat_actor_types tool_types
        """);

    /// <summary>Properties of what is inside of it.</summary>
    public static FrozenSet<string> Deep { get; } = Words("""
        address_family external_id MD5 SHA-1 SHA-256 SHA-512 SHA3-256 SHA3-512 SSDEEP TLSH integrity_level pe_type phase_name service_status service_type socket_type source_name start_type
        """);

    static FrozenSet<string> Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
