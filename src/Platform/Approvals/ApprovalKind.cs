using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Approvals;

/// <summary>A change that a company may want a second person for. It is off until the company switches it on, so that one person alone can work.</summary>
/// <param name="Key"><c>module.what</c>, e.g. <c>orders.cancel</c>; stands in the API and is never renamed.</param>
/// <param name="Title">In English, e.g. "Cancel an order"; its translation stands with the module.</param>
/// <param name="Permission">Who may decide: whoever could make the change alone, besides <c>approvals.decide</c>.</param>
/// <param name="HasLimit">Whether it is asked for only above a value that the company sets.</param>
public sealed record ApprovalKind(string Key, string Title, string Permission, bool HasLimit = false);

/// <summary>Carries out what was approved; the module that owns the change registers one for each of its kinds.</summary>
public interface IApprovedChange
{
    /// <summary>The <see cref="ApprovalKind.Key"/> it answers for.</summary>
    string Kind { get; }

    /// <summary>
    /// Adds the change to the open unit of work, which also holds the decision: both are committed, or neither. So it happens once, and it
    /// must not open a unit of work of its own. It asks its own rules again: the world has gone on since somebody asked.
    /// </summary>
    /// <returns>A refusal when the change is not possible any more. The request is then closed with that reason, and nothing is changed.</returns>
    Task<Result> CarryOutAsync(Approval approval, CancellationToken ct);
}

/// <summary>All kinds of this host, in the order in which modules registered them.</summary>
public sealed class ApprovalKinds(IEnumerable<ApprovalKind> all)
{
    public IReadOnlyList<ApprovalKind> All { get; } = [.. all];

    /// <returns>Null for a kind that no module of this host has.</returns>
    public ApprovalKind? Find(string key) => All.FirstOrDefault(kind => kind.Key == key);
}

public static class ApprovalRegistration
{
    /// <summary>Makes a change one that can need a second person.</summary>
    public static IServiceCollection AddApproval<TChange>(this IServiceCollection services, ApprovalKind kind) where TChange : class, IApprovedChange =>
        services.AddSingleton(kind).AddScoped<IApprovedChange, TChange>();
}
