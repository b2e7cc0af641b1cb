using System.Reflection;
using Entrepot.Platform.Watching;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Entrepot.Server.Hosting;

/// <summary>
/// Sends spans and metrics to a collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other standard variables
/// (<c>…_PROTOCOL</c>, <c>…_HEADERS</c>, <c>OTEL_SERVICE_NAME</c>, <c>OTEL_TRACES_SAMPLER</c>) mean what they mean everywhere.
/// </summary>
internal sealed class OtlpExport : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public static string Version { get; } = typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("entrepot", serviceVersion: Version).AddTelemetrySdk().AddEnvironmentVariableDetector();

        // Of the framework only the request's own span: those of its HTTP clients hold the carriers' addresses with our parcels' numbers.
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Signals.Name, "Microsoft.AspNetCore").AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter([.. Signals.Meters]).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose(); // Sends what is left.
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        (traces, metrics) = (null, null);
    }
}

internal static class OtlpRegistration
{
    public static IServiceCollection AddOtlpExport(this IServiceCollection services, IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) ? services : services.AddHostedService<OtlpExport>();
}
