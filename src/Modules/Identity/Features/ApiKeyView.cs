using Entrepot.Platform.Ui;

namespace Entrepot.Identity.Features;

/// <summary>A key as the list shows it: never its secret.</summary>
public sealed record ApiKeyView(long Id, string Name, string Prefix, IReadOnlyList<string> Permissions, DateTime CreatedAt, DateOnly? LastUsedOn, bool IsRevoked)
{
    public StatusWord Status => IsRevoked ? new(Tone.Rest, "Revoked") : new(Tone.Go, "Active");
}
