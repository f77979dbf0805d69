// Safety: signatures are those of the OpenCL specification.
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>The functions of OpenCL that a library would call with the handles of an access.</summary>
internal static unsafe partial class OpenCLCalls
{
    /// <summary>Asks for the context of a queue.</summary>
    public const uint QueueContext = 0x1090;

    /// <summary>Asks for the device of a queue.</summary>
    public const uint QueueDevice = 0x1091;

    private const string Library = "libOpenCL.so";

    /// <summary>Fails the test for an error code.</summary>
    /// <param name="code">The code.</param>
    public static void Check(int code) => Assert.True(code == 0, $"OpenCL reports {code}");

    [LibraryImport(Library)]
    public static partial int clEnqueueReadBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* target, uint events, nint* list, nint* done);

    [LibraryImport(Library)]
    public static partial int clEnqueueWriteBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* source, uint events, nint* list, nint* done);

    [LibraryImport(Library)]
    public static partial int clEnqueueCopyBuffer(nint queue, nint source, nint target, nuint from, nuint to, nuint bytes, uint events, nint* list, nint* done);

    [LibraryImport(Library)]
    public static partial int clGetCommandQueueInfo(nint queue, uint what, nuint room, nint* value, nuint* bytes);

    [LibraryImport(Library)]
    public static partial nint clCreateProgramWithSource(nint context, uint count, byte** texts, nuint* lengths, int* error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int clBuildProgram(nint program, uint count, nint* devices, string? options, nint notify, nint data);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint clCreateKernel(nint program, string name, int* error);

    [LibraryImport(Library)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint bytes, void* value);

    [LibraryImport(Library)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint rank, nuint* start, nuint* items, nuint* group, uint events, nint* list, nint* done);

    [LibraryImport(Library)]
    public static partial int clReleaseKernel(nint kernel);

    [LibraryImport(Library)]
    public static partial int clReleaseProgram(nint program);
}
