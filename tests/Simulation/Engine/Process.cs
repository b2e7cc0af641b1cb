using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation.Engine;

/// <summary>One server process: the product's services, and what they have under way. Killed, it reaches nothing any more.</summary>
internal sealed class Process(string name, Func<Process, ServiceProvider> build) : IAsyncDisposable
{
    private ServiceProvider? services;

    public string Name => name;
    public bool IsDead { get; set; }

    /// <summary>It stands still until then, as a process does whose machine swaps or is moved.</summary>
    public DateTime FrozenUntil { get; set; }

    /// <summary>What runs in it, by what it does; each once, as the server's workers do.</summary>
    public Dictionary<string, Task> Running { get; } = new(StringComparer.Ordinal);

    public IServiceProvider Services => services ??= build(this);

    /// <summary>Throws where it is dead.</summary>
    public void MustLive()
    {
        if (IsDead) throw new ProcessDied(name);
    }

    /// <summary>A scope that acts as the system for the company.</summary>
    public AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
    }
}
