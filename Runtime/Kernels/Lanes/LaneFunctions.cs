namespace HmmGen.Kernels.Lanes;

/// <summary>The functions of .NET's C library, as types: code that is compiled for one of them calls it directly.</summary>
internal static class LaneFunctions
{
    /// <summary><see cref="Math.Exp(double)"/>.</summary>
    public readonly struct Exp : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Exp(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Exp(value);
    }

    /// <summary><see cref="Math.Exp(double)"/> to the base 2.</summary>
    public readonly struct Exp2 : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => float.Exp2(value);

        /// <inheritdoc/>
        public static double Of(double value) => double.Exp2(value);
    }

    /// <summary><see cref="Math.Exp(double)"/> to the base 10.</summary>
    public readonly struct Exp10 : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => float.Exp10(value);

        /// <inheritdoc/>
        public static double Of(double value) => double.Exp10(value);
    }

    /// <summary><see cref="Math.Log(double)"/>.</summary>
    public readonly struct Log : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Log(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Log(value);
    }

    /// <summary><see cref="Math.Log2(double)"/>.</summary>
    public readonly struct Log2 : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Log2(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Log2(value);
    }

    /// <summary><see cref="Math.Log10(double)"/>.</summary>
    public readonly struct Log10 : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Log10(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Log10(value);
    }

    /// <summary><see cref="Math.Sin(double)"/>.</summary>
    public readonly struct Sin : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Sin(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Sin(value);
    }

    /// <summary><see cref="Math.Cos(double)"/>.</summary>
    public readonly struct Cos : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Cos(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Cos(value);
    }

    /// <summary><see cref="Math.Tan(double)"/>.</summary>
    public readonly struct Tan : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Tan(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Tan(value);
    }

    /// <summary><see cref="Math.Asin(double)"/>.</summary>
    public readonly struct Asin : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Asin(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Asin(value);
    }

    /// <summary><see cref="Math.Acos(double)"/>.</summary>
    public readonly struct Acos : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Acos(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Acos(value);
    }

    /// <summary><see cref="Math.Atan(double)"/>.</summary>
    public readonly struct Atan : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Atan(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Atan(value);
    }

    /// <summary><see cref="Math.Sinh(double)"/>.</summary>
    public readonly struct Sinh : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Sinh(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Sinh(value);
    }

    /// <summary><see cref="Math.Cosh(double)"/>.</summary>
    public readonly struct Cosh : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Cosh(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Cosh(value);
    }

    /// <summary><see cref="Math.Tanh(double)"/>.</summary>
    public readonly struct Tanh : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Tanh(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Tanh(value);
    }

    /// <summary><see cref="Math.Cbrt(double)"/>.</summary>
    public readonly struct Cbrt : ILaneFunction
    {
        /// <inheritdoc/>
        public static float Of(float value) => MathF.Cbrt(value);

        /// <inheritdoc/>
        public static double Of(double value) => Math.Cbrt(value);
    }

    /// <summary><see cref="Math.Log(double, double)"/>.</summary>
    public readonly struct LogOfBase : ILaneOperation
    {
        /// <inheritdoc/>
        public static float Of(float left, float right) => MathF.Log(left, right);

        /// <inheritdoc/>
        public static double Of(double left, double right) => Math.Log(left, right);
    }

    /// <summary><see cref="Math.Pow(double, double)"/>.</summary>
    public readonly struct Pow : ILaneOperation
    {
        /// <inheritdoc/>
        public static float Of(float left, float right) => MathF.Pow(left, right);

        /// <inheritdoc/>
        public static double Of(double left, double right) => Math.Pow(left, right);
    }

    /// <summary><see cref="Math.Atan2(double, double)"/>.</summary>
    public readonly struct Atan2 : ILaneOperation
    {
        /// <inheritdoc/>
        public static float Of(float left, float right) => MathF.Atan2(left, right);

        /// <inheritdoc/>
        public static double Of(double left, double right) => Math.Atan2(left, right);
    }

    /// <summary>The operator <c>%</c>.</summary>
    public readonly struct Rest : ILaneOperation
    {
        /// <inheritdoc/>
        public static float Of(float left, float right) => left % right;

        /// <inheritdoc/>
        public static double Of(double left, double right) => left % right;
    }
}
