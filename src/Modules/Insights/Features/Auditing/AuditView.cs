using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;

namespace Entrepot.Insights.Features.Auditing;

/// <summary>What was changed, by whom, filtered by the address.</summary>
public sealed record AuditView(ListUrl Url, IReadOnlyList<AuditRecord> Rows, long Total, IReadOnlyList<string> Actors, IReadOnlyList<Audited> Kinds)
{
    public const int PageSize = 50;

    /// <summary>Null where no module of this installation knows such a thing.</summary>
    public Audited? KindOf(AuditRecord change) => Kinds.FirstOrDefault(kind => change.Subject == kind.Subject || change.Subject.StartsWith(kind.Subject + "/", StringComparison.Ordinal));
}
