namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>The domain, relationship and meta objects of STIX 2.1 (§4, §5, §7), one a line: the type, then its own properties in the words of <see cref="SchemaText"/>.</summary>
static class DomainText
{
    public const string Shared = "spec_version:e(2.0|2.1)! id:id! created:ms! modified:ms! created_by_ref:r revoked:b labels:s[] confidence:i(0..100) lang:s external_references:o(external-reference)[] object_marking_refs:r(marking-definition)[] granular_markings:o(granular-marking)[] extensions:ext";

    public const string Objects = """
        attack-pattern name:s! description:s aliases:s[]? kill_chain_phases:o(kill-chain-phase)[]
        campaign name:s! description:s aliases:s[] first_seen:t last_seen:t objective:s
        course-of-action name:s! description:s action:any
        grouping name:s description:s context:v(grouping-context)! object_refs:r[]!
        identity name:s! description:s roles:s[] identity_class:v(identity-class) sectors:v(industry-sector)[] contact_information:s
        incident name:s! description:s
        indicator name:s description:s indicator_types:v(indicator-types)[] pattern:s! pattern_type:v(indicator-pattern-types)! pattern_version:s valid_from:t! valid_until:t kill_chain_phases:o(kill-chain-phase)[]
        infrastructure name:s! description:s infrastructure_types:v(infrastructure-types)[] aliases:s[] kill_chain_phases:o(kill-chain-phase)[] first_seen:t last_seen:t
        intrusion-set name:s! description:s aliases:s[] first_seen:t last_seen:t goals:s[] resource_level:v(attack-resource-level) primary_motivation:v(attack-motivation) secondary_motivations:v(attack-motivation)[]
        location name:s description:s latitude:n(-90..90) longitude:n(-180..180) precision:n region:v(region) country:s administrative_area:s city:s street_address:s postal_code:s
        malware name:s description:s malware_types:v(malware-types)[] is_family:b! aliases:s[] kill_chain_phases:o(kill-chain-phase)[] first_seen:t last_seen:t operating_system_refs:r(software)[] architecture_execution_envs:v(processor-architecture)[] implementation_languages:v(implementation-languages)[] capabilities:v(malware-capabilities)[] sample_refs:w(file|artifact)[]
        malware-analysis product:s! version:s host_vm_ref:r(software) operating_system_ref:r(software) installed_software_refs:r(software)[] configuration_version:s modules:s[] analysis_engine_version:s analysis_definition_version:s submitted:t analysis_started:t analysis_ended:t result_name:s result:v(malware-result) analysis_sco_refs:r[] sample_ref:r(artifact|file|network-traffic)
        note abstract:s content:s! authors:s[] object_refs:r[]!
        observed-data first_observed:t! last_observed:t! number_observed:i(1..999999999)! objects:objects object_refs:r(!attack-pattern|campaign|course-of-action|grouping|identity|incident|indicator|infrastructure|intrusion-set|location|malware-analysis|malware|note|observed-data|opinion|report|threat-actor|tool|vulnerability)[]
        opinion explanation:s authors:s[] opinion:e(strongly-disagree|disagree|neutral|agree|strongly-agree)! object_refs:r[]!
        report name:s! description:s report_types:v(report-types)[] published:t! object_refs:r[]!
        threat-actor name:s! description:s threat_actor_types:v(threat-actor-types)[] aliases:s[] first_seen:t last_seen:t roles:v(threat-actor-role)[] goals:s[] sophistication:v(threat-actor-sophistication) resource_level:v(attack-resource-level) primary_motivation:v(attack-motivation) secondary_motivations:v(attack-motivation)[] personal_motivations:v(attack-motivation)[]
        tool name:s! description:s tool_types:v(tool-types)[] aliases:s[] kill_chain_phases:o(kill-chain-phase)[] tool_version:s
        vulnerability name:s! description:s
        relationship relationship_type:word! description:s source_ref:r(!relationship|sighting|bundle|marking-definition|language-content)! target_ref:r(!relationship|sighting|bundle|marking-definition|language-content)! start_time:t stop_time:t
        sighting description:s first_seen:t last_seen:t count:i(0..999999999) sighting_of_ref:r(!relationship|sighting|bundle|marking-definition|language-content)! observed_data_refs:r(observed-data)[] where_sighted_refs:r(identity|location)[] summary:b
        language-content object_ref:r(!bundle|language-content)! object_modified:t contents:dict!
        extension-definition name:s! description:s schema:s! version:s! extension_types:e(new-sdo|new-sco|new-sro|property-extension|toplevel-property-extension)[]! extension_properties:s[]
        """;

    public const string Marking = "spec_version:e(2.0|2.1)! id:id! created:t! created_by_ref:r external_references:o(external-reference)[] object_marking_refs:r(marking-definition)[] granular_markings:o(granular-marking)[] extensions:ext lang:s name:s definition_type:s definition:any";

    public const string Bundle = "id:id! objects:any";

    public const string Parts = """
        external-reference source_name:s! description:s url:url hashes:hashes external_id:s
        kill-chain-phase kill_chain_name:s! phase_name:s!
        granular-marking lang:s marking_ref:r(marking-definition) selectors:sel[]!
        """;
}
