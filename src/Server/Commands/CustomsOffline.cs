using Entrepot.Customs;

namespace Entrepot.Server.Commands;

/// <summary>What customs answers from its own rules, without a database.</summary>
internal static class CustomsOffline
{
    public static ServiceProvider Services()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        new CustomsModule().AddServices(services, new ConfigurationBuilder().Build());
        return services.BuildServiceProvider();
    }
}
