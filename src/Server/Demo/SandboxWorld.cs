namespace Entrepot.Server.Demo;

/// <summary>The world around the demo company: shops that sell, a crew that packs, carriers that deliver, all over HTTP on loopback.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    public static Task<SandboxWorld> StartAsync(WebApplication app, CancellationToken ct) => Task.FromResult(new SandboxWorld());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
