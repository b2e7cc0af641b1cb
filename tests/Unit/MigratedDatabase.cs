using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit;

/// <summary>Brings a database to the newest schema, as the product does when it starts.</summary>
internal static class MigratedDatabase
{
    public static async Task MakeAsync(string address)
    {
        await using var provider = new ServiceCollection().AddLogging().AddPlatform(new ModuleList([]), address, new ConfigurationBuilder().Build()).BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(provider, CancellationToken.None);
    }
}
