using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Work;

/// <summary>Which kinds are worked off inside this system, and which call the world.</summary>
internal sealed class WorkKinds
{
    private readonly FrozenSet<string> inside;
    private readonly FrozenSet<string> outside;

    public WorkKinds(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        inside = scope.ServiceProvider.GetServices<IWorkHandler>().Select(handler => handler.Kind).ToFrozenSet(StringComparer.Ordinal);
        outside = scope.ServiceProvider.GetServices<IExternalWork>().Select(work => work.Kind).ToFrozenSet(StringComparer.Ordinal);
    }

    public bool IsInside(string kind) => inside.Contains(kind);

    public bool IsOutside(string kind) => outside.Contains(kind);
}
