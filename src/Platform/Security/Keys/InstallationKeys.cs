using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Security.Keys;

/// <summary>For whoever carries data from one database to another: what was sealed in the one must open in the other.</summary>
public static class InstallationKeys
{
    /// <summary>Adds the first one's keys to the second one's, sealed with the second one's master key; its own stay. Servers that run there know them a minute later.</summary>
    /// <param name="from">Services of a prepared host.</param>
    /// <param name="to">The same of another database.</param>
    public static void Carry(IServiceProvider from, IServiceProvider to)
    {
        if (!from.GetRequiredService<MasterKeyPlace>().IsSet || !to.GetRequiredService<MasterKeyPlace>().IsSet) return;
        from.GetRequiredService<SealedKeys>().CopyTo(to.GetRequiredService<SealedKeys>());
    }
}
