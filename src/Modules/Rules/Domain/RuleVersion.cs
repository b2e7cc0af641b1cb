using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Rules.Domain;

/// <summary>A published version of a company's rules; never changed, so that a trace can be understood later.</summary>
internal sealed class RuleVersion : ITenantRow
{
    public TenantId TenantId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>The whole document as it was published.</summary>
    public string Document { get; init; } = "";

    /// <summary>What was changed and why, in the publisher's words.</summary>
    public string Note { get; init; } = "";
    public DateTime PublishedAt { get; init; }
    public string PublishedBy { get; init; } = "";
}

/// <summary>Rules that somebody is working on; at most one draft per company. It decides nothing until it is published.</summary>
internal sealed class RuleDraft : ITenantRow
{
    public TenantId TenantId { get; init; }
    public string Document { get; private set; } = "";

    /// <summary>The published version that the draft began from; zero when there was none.</summary>
    public int BasedOn { get; private set; }
    public DateTime EditedAt { get; private set; }
    public string EditedBy { get; private set; } = "";
    public int Version { get; private set; }

    public void Write(string document, int basedOn, DateTime now, string by)
    {
        Document = document;
        BasedOn = basedOn;
        EditedAt = now;
        EditedBy = by;
        Version++;
    }
}
